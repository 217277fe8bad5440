// Mapper is Priyom's side of the map's figures, as a program of its own, so that it has one processor and its memory can be
// told:
//
//	mapper tiles PACK    draws what it is asked for on its standard input, as bench/mapnik/tiles.py does
//	mapper read EXTRACT  reads an extract and counts what is in it
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal("mapper: ", err)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "tiles":
		p, err := pack.Open(args[1])
		if err != nil {
			return err
		}
		defer p.Close()
		return serve(p, os.Stdin, os.Stdout)
	case len(args) == 2 && args[0] == "read":
		return read(args[1])
	}
	return fmt.Errorf("%q: say tiles PACK or read EXTRACT", args)
}

// serve answers one line of JSON for each.
func serve(p *pack.Pack, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	answers := json.NewEncoder(out)
	for lines.Scan() {
		var j job
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			return err
		}
		var answer any
		var err error
		if j.Count {
			answer, err = count(p, j)
		} else {
			answer, err = draw(p, j)
		}
		if err != nil {
			return err
		}
		if err := answers.Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

func read(extract string) error {
	ctx := context.Background()
	f, err := osmfile.Open(ctx, extract)
	if err != nil {
		return err
	}
	defer f.Close()
	var nodes, ways, relations, tags, refs int
	err = f.Scan(ctx, osmfile.All, func(b *osmfile.Block) error {
		nodes, ways, relations = nodes+len(b.Nodes), ways+len(b.Ways), relations+len(b.Relations)
		for i := range b.Nodes {
			tags += len(b.Nodes[i].Tags)
		}
		for i := range b.Ways {
			tags, refs = tags+len(b.Ways[i].Tags), refs+len(b.Ways[i].Refs)
		}
		return nil
	})
	fmt.Println(nodes, ways, relations, tags, refs)
	return err
}
