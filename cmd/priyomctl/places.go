package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

func (t *terminal) placesCommand() *cobra.Command {
	c := &cobra.Command{Use: "places", Short: "search a district pack, and ask it what is at a position"}
	c.AddCommand(t.placesSearchCommand(), t.placesNearCommand())
	return c
}

// placeJSON is a place as scripts read it.
type placeJSON struct {
	Kind        string        `json:"kind"`
	Label       string        `json:"label"`
	Address     string        `json:"address"`
	Settlement  string        `json:"settlement"`
	Class       string        `json:"class,omitempty"`
	Lat         civic.Degrees `json:"lat"`
	Lon         civic.Degrees `json:"lon"`
	Metres      *int          `json:"metres,omitempty"` // from where it was asked
	Approximate string        `json:"approximate,omitempty"`
}

func placeOf(p places.Place) placeJSON {
	out := placeJSON{Kind: p.Kind.String(), Label: p.Label, Address: p.Address, Settlement: p.Settlement, Approximate: p.Approximate.String()}
	if p.Class != pack.ClassNone {
		out.Class = p.Class.String()
	}
	out.Lat, out.Lon = p.Point.Position()
	if p.Distance >= 0 {
		metres := int(p.Distance + 0.5)
		out.Metres = &metres
	}
	return out
}

// withPlaces opens a pack's index for f.
func withPlaces(path string, f func(*places.Places) error) error {
	return withPack(path, func(p *pack.Pack) error {
		l, err := places.Open(p)
		if err != nil {
			return err
		}
		return f(l)
	})
}

func (t *terminal) placesSearchCommand() *cobra.Command {
	var asJSON bool
	var lang, near string
	var limit int
	c := &cobra.Command{
		Use: "search PACK QUERY", Short: "find a settlement, street, house, landmark or kilometre", Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return withPlaces(args[0], func(l *places.Places) error {
				o := places.SearchOptions{Lang: civic.Lang(lang), Limit: limit}
				if near != "" {
					var lat, lon civic.Degrees
					if n, err := fmt.Sscanf(near, "%g,%g", &lat, &lon); err != nil || n != 2 {
						return fmt.Errorf("near %q isn't lat,lon", near)
					}
					at := tiles.Project(lat, lon)
					o.Near = &at
				}
				found, err := l.Search(c.Context(), args[1], o)
				if err != nil {
					return err
				}
				if !asJSON {
					for _, p := range found {
						lat, lon := p.Point.Position()
						fmt.Fprintf(t.out, "%s\t%.5f,%.5f\t%s\n", p.Label, lat, lon, p.Approximate)
					}
					return nil
				}
				list := make([]placeJSON, len(found))
				for i, p := range found {
					list[i] = placeOf(p)
				}
				return t.printJSON(list)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.Flags().StringVar(&lang, "lang", string(civic.LangRU), "language of the names: ru, uk or en")
	c.Flags().StringVar(&near, "near", "", "lat,lon: what is nearer comes first")
	c.Flags().IntVar(&limit, "limit", places.DefaultResults, "at most so many")
	return c
}

// nearJSON is what is at a position.
type nearJSON struct {
	Address    *placeJSON      `json:"address"`
	Street     *placeJSON      `json:"street"`
	Landmark   *placeJSON      `json:"landmark"`
	Kilometre  *placeJSON      `json:"kilometre"`
	Settlement *settlementJSON `json:"settlement"`
}

type settlementJSON struct {
	Name   string `json:"name"`
	Inside bool   `json:"inside"` // the position is within its boundary
}

func (t *terminal) placesNearCommand() *cobra.Command {
	var asJSON bool
	var lang string
	c := &cobra.Command{
		Use: "near PACK LAT LON", Short: "say which address, street and settlement a position belongs to", Args: cobra.ExactArgs(3),
		RunE: func(c *cobra.Command, args []string) error {
			lat, latErr := strconv.ParseFloat(args[1], 64)
			lon, lonErr := strconv.ParseFloat(args[2], 64)
			if latErr != nil || lonErr != nil || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
				return fmt.Errorf("%s %s is no position in degrees", args[1], args[2])
			}
			return withPlaces(args[0], func(l *places.Places) error {
				a, err := l.Near(c.Context(), tiles.Project(civic.Degrees(lat), civic.Degrees(lon)), civic.Lang(lang))
				if err != nil {
					return err
				}
				out := nearJSON{}
				for _, part := range []struct {
					from *places.Place
					to   **placeJSON
				}{{a.Address, &out.Address}, {a.Street, &out.Street}, {a.Landmark, &out.Landmark}, {a.Kilometre, &out.Kilometre}} {
					if part.from != nil {
						p := placeOf(*part.from)
						*part.to = &p
					}
				}
				if a.Settlement != nil {
					out.Settlement = &settlementJSON{a.Settlement.Name, a.Settlement.Inside}
				}
				if asJSON {
					return t.printJSON(out)
				}
				for _, p := range []*placeJSON{out.Address, out.Street, out.Landmark, out.Kilometre} {
					if p != nil {
						fmt.Fprintf(t.out, "%s\t%s\t%d m\n", p.Kind, p.Label, *p.Metres)
					}
				}
				if out.Settlement != nil {
					fmt.Fprintf(t.out, "settlement\t%s\n", out.Settlement.Name)
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.Flags().StringVar(&lang, "lang", string(civic.LangRU), "language of the names: ru, uk or en")
	return c
}
