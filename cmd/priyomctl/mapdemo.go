package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"priyom/tiles/demo"
)

func (t *terminal) mapDemoCommand() *cobra.Command {
	o := demo.Default()
	var out string
	c := &cobra.Command{
		Use: "demo -o EXTRACT", Short: "make up a district as OpenStreetMap data", Args: cobra.NoArgs,
		Long: "Make up a rural district of any size as OpenStreetMap data (.osm.pbf, or .osm by the file's name), for trying things\n" +
			"out and for measuring. The same seed and size give the same bytes.",
		RunE: func(*cobra.Command, []string) (err error) {
			f, err := os.Create(out)
			if err != nil {
				return err
			}
			var sink demo.Sink = demo.NewPBF(f)
			if strings.HasSuffix(out, ".osm") {
				sink = demo.NewXML(f)
			}
			made, err := demo.Generate(o, sink)
			if closed := f.Close(); err == nil {
				err = closed
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(t.out, "%s: %+v\n", out, made)
			return nil
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "the extract to write")
	c.Flags().Uint64Var(&o.Seed, "seed", o.Seed, "another district")
	c.Flags().IntVar(&o.Settlements, "settlements", o.Settlements, "how large; about 150 addresses each")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is declared above
	}
	return c
}
