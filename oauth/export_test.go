package oauth

// ReadReply is the parser, for the fuzz target: a source around it would make it slow.
var ReadReply = readReply
