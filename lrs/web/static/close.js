// Tells the LMS that opened this page that it can be closed (LTI Dynamic Registration 1.0, 3.6.2). The message
// holds nothing that is secret, so it may go to whoever frames the page.
{
  const lms = window.opener || (window.parent === window ? null : window.parent);
  if (lms) lms.postMessage({ subject: "org.imsglobal.lti.close" }, "*");
}
