package cabinet

import (
	"errors"
	"net/http"
	"strings"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

type consentData struct {
	Version    string
	Title      string
	Paragraphs []string
}

// consent shows what people agree to who send something personal.
func (p *Cabinet) consent(rw http.ResponseWriter, r *http.Request) {
	raw, err := files.ReadFile("consent/" + ConsentVersion + "." + string(p.Kit.Language(r)) + ".txt")
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	var district []byte
	if err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		district, err = tx.Setting(db.SettingName)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	text := strings.ReplaceAll(strings.TrimSpace(string(raw)), "{district}", string(district))
	parts := strings.Split(text, "\n\n")
	p.pages.Show(rw, r, http.StatusOK, "consent", kit.Page{Data: consentData{ConsentVersion, parts[0], parts[1:]}})
}
