package db

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"strings"
)

// State is what a database holds, told so that it is the same whatever engine holds it.
type State struct {
	Tables []TableState
	Hash   [sha256.Size]byte // over all tables
}

// Rows is how many there are in all.
func (s State) Rows() (n int64) {
	for _, t := range s.Tables {
		n += t.Rows
	}
	return n
}

// TableState is how many rows a table has, and a sum over them that doesn't depend on their order.
type TableState struct {
	Name string
	Rows int64
	Sum  [sha256.Size]byte
}

// locals are settings about where a database and its files are, and so no part of what it holds.
var locals = []Setting{SettingMoved, SettingMoving, SettingShelf}

// localRow says that a row of the table setting is one of those.
func (one table) localRow(row []any) bool {
	if one.name != "setting" {
		return false
	}
	for i, column := range one.columns {
		for _, local := range locals {
			if column == "name" && row[i] == string(local) {
				return true
			}
		}
	}
	return false
}

// State reads all rows of all tables.
func (t *Tx) State() (s State, err error) {
	tables, err := t.tables()
	if err != nil {
		return s, err
	}
	whole := sha256.New()
	for _, one := range tables {
		sum := sumOf{}
		ts := TableState{Name: one.name}
		if err := t.rows(one, func(row []any) error {
			ts.Rows++
			sum.add(row)
			return nil
		}); err != nil {
			return s, err
		}
		ts.Sum = sum.bytes()
		s.Tables = append(s.Tables, ts)
		fmt.Fprintf(whole, "%s(%s) %d %x\n", one.name, strings.Join(one.columns, ","), ts.Rows, ts.Sum)
	}
	s.Hash = [sha256.Size]byte(whole.Sum(nil))
	return s, nil
}

// rows calls f with each row of a table but the local ones, its values in the order of the columns: nil, int64, float64,
// string or []byte.
func (t *Tx) rows(one table, f func(row []any) error) error {
	row := make([]any, len(one.columns))
	into := make([]any, len(row))
	for i := range row {
		into[i] = &row[i]
	}
	return each(t, "read table "+one.name, func(s scanner) (struct{}, error) {
		if err := s.Scan(into...); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, plain(row)
	}, func(struct{}) error {
		if one.localRow(row) {
			return nil
		}
		return f(row)
	}, "SELECT "+strings.Join(one.columns, ", ")+" FROM "+one.name)
}

// sumOf adds up the SHA-256 of rows, modulo 2^256: no row can be missing, other or there twice unnoticed by accident.
type sumOf struct{ n big.Int }

func (s *sumOf) add(row []any) {
	h := sha256.New()
	var head [9]byte
	for _, v := range row {
		var rest []byte
		switch v := v.(type) {
		case nil:
			head = [9]byte{0: 0}
		case int64:
			head[0] = 1
			binary.BigEndian.PutUint64(head[1:], uint64(v))
		case float64:
			head[0] = 2
			if v == 0 {
				v = 0 // one zero, without a sign
			}
			binary.BigEndian.PutUint64(head[1:], math.Float64bits(v))
		case string:
			head[0], rest = 3, []byte(v)
			binary.BigEndian.PutUint64(head[1:], uint64(len(rest)))
		case []byte:
			head[0], rest = 4, v
			binary.BigEndian.PutUint64(head[1:], uint64(len(rest)))
		default:
			panic(fmt.Sprintf("db: a column of the type %T", v)) // the schema has four types, and plain makes them of all others
		}
		h.Write(head[:])
		h.Write(rest)
	}
	s.n.Add(&s.n, new(big.Int).SetBytes(h.Sum(nil)))
}

func (s *sumOf) bytes() (b [sha256.Size]byte) {
	modulus := new(big.Int).Lsh(big.NewInt(1), 8*sha256.Size)
	new(big.Int).Mod(&s.n, modulus).FillBytes(b[:])
	return b
}
