package store

import "priyom/civic"

// SetOperator is who works at this computer from now on; civic.NoOperator when nobody does. Every entry made from now on
// says so.
func (s *Store) SetOperator(id civic.OperatorID) { s.operator.Store(uint32(id)) }

// Operator is who works at this computer.
func (s *Store) Operator() civic.OperatorID { return civic.OperatorID(s.operator.Load()) }
