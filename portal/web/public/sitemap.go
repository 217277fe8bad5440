package public

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"priyom/portal/db"
)

// robots tells programs what isn't for them.
func (p *Public) robots(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = fmt.Fprintf(rw, "User-agent: *\nDisallow: /staff/\nDisallow: /me\nDisallow: /map/\nDisallow: /search\nDisallow: /v1/\n\nSitemap: %s/sitemap.xml\n", p.Base(r)) // whoever went away doesn't miss it
}

const sitemapPart = 5000 // reports in one file

type sitemapIndex struct {
	XMLName xml.Name     `xml:"sitemapindex"`
	NS      string       `xml:"xmlns,attr"`
	Parts   []sitemapURL `xml:"sitemap"`
}

type sitemapSet struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

const sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

func writeXML(rw http.ResponseWriter, v any) {
	rw.Header().Set("Content-Type", "application/xml; charset=utf-8")
	rw.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = rw.Write([]byte(xml.Header)) // whoever went away doesn't miss it
	_ = xml.NewEncoder(rw).Encode(v)
}

// sitemap lists the parts: the first has the pages that are always there.
func (p *Public) sitemap(rw http.ResponseWriter, r *http.Request) {
	if err := p.Atlas.Load(r.Context()); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	index, base := sitemapIndex{NS: sitemapNS}, p.Base(r)
	for n := range p.Atlas.Len()/sitemapPart + 1 {
		index.Parts = append(index.Parts, sitemapURL{Loc: fmt.Sprintf("%s/sitemap/%d.xml", base, n)})
	}
	writeXML(rw, index)
}

func (p *Public) sitemapPart(rw http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutSuffix(r.PathValue("n"), ".xml")
	n, err := strconv.Atoi(name)
	if err != nil || !ok || n < 0 {
		p.Kit.Missing(rw, r)
		return
	}
	set, base := sitemapSet{NS: sitemapNS}, p.Base(r)
	if n == 0 {
		for _, path := range []string{homePath, listPath, "/petitions", aboutPath, "/privacy", "/accessibility"} {
			set.URLs = append(set.URLs, sitemapURL{Loc: base + path})
		}
	}
	missing := false
	if err := p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		first := p.Atlas.Nth(n * sitemapPart)
		if first == 0 {
			missing = n > 0
			return nil
		}
		cases, err := tx.PublicCasesAfter(first-1, sitemapPart)
		for _, c := range cases {
			set.URLs = append(set.URLs, sitemapURL{base + "/reports/" + c.Report.String(), c.StatusAt.UTC().Format(time.DateOnly)})
		}
		return err
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	if missing {
		p.Kit.Missing(rw, r)
		return
	}
	writeXML(rw, set)
}
