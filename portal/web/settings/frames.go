package settings

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const framesPath = path + "/frames"

// maxSites is how many sites may be named, and how long all their names may be.
const (
	maxSites     = 50
	maxSitesText = 4000
)

type framesData struct {
	Who     string // any, some or none
	Sites   string // one a line
	Origin  string
	Problem string // translation key
	Saved   bool
}

// frames shows which sites may show the map in a frame.
func (p *Page) frames(rw http.ResponseWriter, r *http.Request) {
	data := framesData{Who: "any", Saved: r.URL.Query().Has("saved")}
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		v, err := tx.Setting(db.SettingFramers)
		switch sites := string(v); {
		case errors.Is(err, db.ErrNotFound), err == nil && sites == "*":
			return nil
		case err == nil && sites == "'none'":
			data.Who = "none"
		case err == nil:
			data.Who, data.Sites = "some", strings.ReplaceAll(sites, " ", "\n")
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.showFrames(rw, r, http.StatusOK, data)
}

func (p *Page) showFrames(rw http.ResponseWriter, r *http.Request, status int, data framesData) {
	data.Origin = p.base(r)
	p.pages.Show(rw, r, status, "frames", kit.Page{Section: path, Data: data})
}

func (p *Page) putFrames(rw http.ResponseWriter, r *http.Request) {
	if !p.form(rw, r) {
		return
	}
	data := framesData{Who: r.PostForm.Get("who"), Sites: r.PostForm.Get("sites")}
	policy := "*"
	switch data.Who {
	case "none":
		policy = "'none'"
	case "some":
		sites, ok := readSites(data.Sites)
		if !ok {
			data.Problem = "frames.wrong"
			p.showFrames(rw, r, http.StatusUnprocessableEntity, data)
			return
		}
		policy = strings.Join(sites, " ")
	}
	who := kit.Who(r.Context()).Staff
	err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingFramers, []byte(policy)); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: auditSettings, Object: "frames"})
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, framesPath+"?saved", http.StatusSeeOther)
}

// readSites reads sites such as https://news.example or https://*.example.org, one a line. Nothing else can get into the policy.
func readSites(text string) (sites []string, ok bool) {
	for _, line := range strings.Fields(text) {
		u, err := url.Parse(strings.TrimSuffix(line, "/"))
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || !goodHost(u.Host) || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			return nil, false
		}
		sites = append(sites, u.Scheme+"://"+strings.ToLower(u.Host))
	}
	return sites, len(sites) > 0 && len(sites) <= maxSites && len(text) <= maxSitesText
}

func goodHost(host string) bool {
	host = strings.TrimPrefix(host, "*.")
	return host != "" && !strings.ContainsFunc(host, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != ':'
	})
}
