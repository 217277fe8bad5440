package phone

import (
	"priyom/app/present"
	"priyom/app/ui/capture"
	"priyom/app/ui/district"
	"priyom/app/ui/doctor"
	"priyom/app/ui/enroll"
	"priyom/app/ui/journal"
	"priyom/app/ui/outbox"
	"priyom/app/ui/petitions"
	"priyom/app/ui/picker"
	"priyom/app/ui/preview"
	"priyom/app/ui/self"
	"priyom/app/ui/settings"
)

// citizenTabs are a citizen's places.
func citizenTabs() []place {
	return []place{
		{page: present.PageIntake, icon: "camera", make: func(p *Phone, h Host, _ string) Screen {
			return capture.New(p.point.Capture, p.point.Maps, p.point.Voice(), h)
		}},
		{page: present.PageJournal, icon: "list", make: func(p *Phone, h Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.journal", journal.New(p.point.Journal, p.point.Maps, p.point.Voice(), deskHost{h}))
		}},
		{page: present.PageMap, icon: "map", make: makeMap},
		{page: present.PagePetitions, icon: "signature", make: func(p *Phone, h Host, _ string) Screen {
			return sharedForm(p.point.Voice(), "phone.petitions", petitions.New(p.point.Petitions, p.point.Voice(), h))
		}},
		{page: present.PageMore, icon: "menu", make: makeMore},
	}
}

// citizenPages are what only a citizen goes to from there.
func citizenPages() []place { return nil }

// everybodysPages are what everybody with a phone may go to.
func everybodysPages() []place {
	return []place{
		{page: present.PagePin, make: func(p *Phone, h Host, _ string) Screen {
			return capture.NewPin(p.point.Capture, p.point.Maps, p.point.Voice(), h)
		}},
		{page: present.PageKind, make: func(p *Phone, h Host, _ string) Screen {
			return capture.NewKind(p.point.Capture, p.point.Voice(), h)
		}},
		{page: present.PageSelf, make: func(p *Phone, h Host, _ string) Screen {
			return self.New(p.point.Self, p.point.Voice(), h)
		}},
		{page: present.PageOutbox, make: func(p *Phone, _ Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.outbox", outbox.New(p.point.Outbox, p.point.Voice()))
		}},
		{page: present.PageSettings, make: func(p *Phone, h Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.settings", settings.New(p.point, h))
		}},
		{page: present.PageJoin, make: makeJoin},
		{page: present.PageEnroll, make: makeJoin},
		{page: present.PagePicker, make: func(p *Phone, _ Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.picker", picker.New(p.point.Picker, p.point.Voice()))
		}},
		{page: present.PagePreview, make: func(p *Phone, _ Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.preview", preview.New(p.point.Preview, p.point.Voice()))
		}},
		{page: present.PageDoctor, make: func(p *Phone, h Host, _ string) Screen {
			return shared(p.point.Voice(), "phone.doctor", doctor.New(p.point.Doctor, p.point.Voice(), h))
		}},
	}
}

func makeMap(p *Phone, _ Host, _ string) Screen {
	return shared(p.point.Voice(), "phone.map", district.New(p.point.MapPage, p.point.Maps, p.point.Voice()))
}

func makeJoin(p *Phone, _ Host, _ string) Screen {
	return shared(p.point.Voice(), "phone.join", enroll.New(p.point.Enroll, p.point.Voice()))
}

// deskHost answers what only the desk's journal asks for.
type deskHost struct{ Host }

// PickTable lets one choose a table.
func (h deskHost) PickTable(chosen func(path string)) { h.p.point.Picker.OpenTable(chosen) }

// TakeTable shows the page on which a table is taken in.
func (h deskHost) TakeTable() { h.p.point.Bulk.Begin() }
