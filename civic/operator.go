package civic

// OperatorID is one of the people who work at one computer, counted from 1 on that computer. It says nothing about the
// person: the name belongs to the entry that introduced them, sealed.
type OperatorID uint16

// NoOperator is a computer at which nobody has told who they are.
const NoOperator OperatorID = 0
