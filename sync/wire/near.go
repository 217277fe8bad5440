package wire

// ChangeNear tells of a report of the district: new, in another state, or with more people behind it. The newest one about a
// report says all there is to say of it.
const ChangeNear ChangeKind = "report.near" // Body: journal.EncodeDigest
