"""Power handed down and entrusted: what is due, the letters of entrustment, the notice to the public."""
