package desk

import (
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const workLength = 100 // rows

// workData is what a department has to do, what is late first.
type workData struct {
	Department  string
	Slug        civic.DepartmentSlug // that was asked for
	Departments []choice             // to choose from; none for whoever has a department
	Mine        bool
	Late, Soon  []card
	Rest        []card
	More        bool // there is more than is shown
}

type choice struct {
	Slug  civic.DepartmentSlug
	Title string
}

func (d *Desk) work(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Staff
	data := workData{Mine: r.URL.Query().Has("mine"), Slug: civic.DepartmentSlug(r.URL.Query().Get("department"))}
	if !sees(me, db.Case{}) {
		data.Slug = me.Department
	}
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, d.Kit.Language(r))
		if err != nil {
			return err
		}
		if data.Department = w.department(data.Slug); sees(me, db.Case{}) {
			for _, dep := range w.departments {
				data.Departments = append(data.Departments, choice{dep.Slug, dep.Title.In(w.lang)})
			}
		}
		mine := db.Account{}
		if data.Mine {
			mine = me.ID
		}
		cases, err := tx.Work(data.Slug, mine, workLength+1)
		if err != nil {
			return err
		}
		data.More = len(cases) > workLength
		cases = cases[:min(len(cases), workLength)]
		cards, err := w.cards(cases)
		if err != nil {
			return err
		}
		unread, err := tx.UnreadOf(cases)
		if err != nil {
			return err
		}
		for _, v := range cards {
			v.Unread = unread[v.ID]
			switch v.Due.Pace {
			case civic.PaceOverdue:
				data.Late = append(data.Late, v)
			case civic.PaceSoon:
				data.Soon = append(data.Soon, v)
			default:
				data.Rest = append(data.Rest, v)
			}
		}
		return nil
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.pages.Show(rw, r, http.StatusOK, "work", kit.Page{Section: workPath, Data: data})
}
