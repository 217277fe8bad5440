package main

import (
	"database/sql"
	"net"
	"net/http/httptest"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3"
	"github.com/rogpeppe/go-internal/testscript"

	"priyom/store"
)

// sqlCmd changes the device's database by other means than the program.
func sqlCmd(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite3", filepath.Join(ts.Getenv("PRIYOM_HOME"), store.FileName))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[0])
	ts.Check(err)
}

// listenAgain lets a portal come back where it was.
func listenAgain(server *httptest.Server, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	_ = server.Listener.Close() // the one it came with
	server.Listener = listener
	return nil
}
