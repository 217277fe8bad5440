package present

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
)

// lookFile lies in the home folder, readable: it must be known before the vault is open.
const lookFile = "look.json"

// Look is how a person wants the program to look and speak.
type Look struct {
	Lang  civic.Lang `json:"lang"`
	Dark  bool       `json:"dark"`
	Stark bool       `json:"stark"` // the strongest contrasts, for the sun and for weak eyes
	Scale float32    `json:"scale"` // text size, 1 to 1.5
}

// LoadLook reads a home folder's look. Whatever is missing or makes no sense is the default: a spoilt file must not keep
// anybody out.
func LoadLook(home string, locale civic.Lang) Look {
	l := Look{Lang: locale, Scale: 1}
	raw, err := os.ReadFile(filepath.Join(home, lookFile))
	if err == nil {
		err = json.Unmarshal(raw, &l)
	}
	if err != nil {
		l = Look{Lang: locale, Scale: 1}
	}
	return l.mended()
}

func (l Look) mended() Look {
	known := false
	for _, one := range civic.Langs() {
		known = known || l.Lang == one
	}
	if !known {
		l.Lang = civic.LangRU
	}
	if !(l.Scale >= 1 && l.Scale <= 1.5) {
		l.Scale = 1
	}
	return l
}

// save keeps the look. Losing it is no harm, so it isn't synced.
func (l Look) save(home string) error {
	raw, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	path := filepath.Join(home, lookFile)
	if err := os.WriteFile(path+".new", raw, 0o600); err != nil {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return durable.SyncDir(home)
}
