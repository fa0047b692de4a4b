"""Where a post stands: the page and the place on it to which a link leads."""

from lti_tool.rooms.rooms import Rooms
from lti_tool.talk.post import Place, Post
from lti_tool.talk.showing import IN_A_THREAD, ON_A_PAGE, on_a_page
from lti_tool.talk.storage import Posts


def address(rooms: Rooms, store_id: int, place: Place, post: Post) -> str:
    """Give the address of a post within the tool, beginning with /app/."""
    if post.is_opening:
        return f"{place.page}#p-{post.id}"
    database = rooms.lrs.database
    with database.reading() as connection:
        posts = Posts(connection, database.dialect, store_id)
        if not post.is_head:
            before = posts.replies_before(post)
            if before >= IN_A_THREAD:
                number = before // ON_A_PAGE + 1
                return f"/app/talk/threads/{post.thread_id}?page={number}#p-{post.id}"
        head = post if post.is_head else posts.find(post.thread_id) or post
        number = 1 if head.is_opening else posts.before(head) // on_a_page(place) + 1
    query = f"?talk={number}" if number > 1 else ""
    return f"{place.page}{query}#p-{post.id}"
