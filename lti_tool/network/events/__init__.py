"""Events: who comes, who came, and whom they met there."""
