package wire

// ChangeCertificate gives a device a certificate for the papers it signs: one that was enrolled before there were any, or whose
// own is about to end.
const ChangeCertificate ChangeKind = "device.certificate" // Body: a journal.Certificate
