package wire

// ChangeRouting renews the table of who deals with what where. The newest one says all there is to say. It isn't signed: it
// only tells people beforehand what the portal will decide itself.
const ChangeRouting ChangeKind = "routing" // Body: JSON, see civic.ParseRouting
