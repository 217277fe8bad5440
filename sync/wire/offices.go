package wire

// ChangeOffices renews how people reach the district's administration and its reception points, for papers and screens. The newest one
// says all there is to say. It isn't signed: nothing is decided by it.
const ChangeOffices ChangeKind = "offices" // Body: JSON, see civic.ParseOffices
