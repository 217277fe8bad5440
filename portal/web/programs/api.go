package programs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"priyom/portal/db"
	"priyom/portal/hooks"
)

// document is the interface as openapi.json describes it: what the page shows of it, and all of it.
type document struct {
	raw    []byte
	Groups []group
}

type group struct {
	Name string
	What string // more of it
	Ops  []operation
}

type operation struct {
	Method, Path, Summary, More string
	Params                      []parameter
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
	Required    bool   `json:"required"`
}

// methods are in the order in which they are shown.
var methods = []string{"get", "post", "patch", "head"}

// readDocument reads the document. Its addresses stand in the order in which they are written.
func readDocument() (d document, err error) {
	if d.raw, err = files.ReadFile("openapi.json"); err != nil {
		return d, err
	}
	var doc struct {
		Tags []struct {
			Name        string `json:"name"`
			Description string `json:"description"`
		} `json:"tags"`
		Paths map[string]map[string]struct {
			Tags        []string    `json:"tags"`
			Summary     string      `json:"summary"`
			Description string      `json:"description"`
			Parameters  []parameter `json:"parameters"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(d.raw, &doc); err != nil {
		return d, fmt.Errorf("programs: openapi.json: %w", err)
	}
	var paths []string
	for path := range doc.Paths {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, tag := range doc.Tags {
		g := group{Name: tag.Name, What: tag.Description}
		for _, path := range paths {
			for _, m := range methods {
				op, ok := doc.Paths[path][m]
				if ok && slices.Contains(op.Tags, tag.Name) && !strings.HasSuffix(path, ".xml") {
					g.Ops = append(g.Ops, operation{strings.ToUpper(m), path, op.Summary, op.Description, op.Parameters})
				}
			}
		}
		if len(g.Ops) > 0 {
			d.Groups = append(d.Groups, g)
		}
	}
	return d, nil
}

type apiData struct {
	Groups []group
	Base   string
	Events []db.HookEvent
}

// api is the document as people read it.
func (p *Pages) api(rw http.ResponseWriter, r *http.Request) {
	p.show(rw, r, http.StatusOK, "api", "", apiData{p.doc.Groups, p.Base(r), hooks.Events()})
}

func (p *Pages) openapi(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.Header().Set("Access-Control-Allow-Origin", "*")
	rw.Header().Set("Cache-Control", "no-cache")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(p.doc.raw))
}
