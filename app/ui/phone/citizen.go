package phone

import (
	"priyom/app/present"
	"priyom/app/ui/atlas"
	"priyom/app/ui/capture"
	"priyom/app/ui/doctor"
	"priyom/app/ui/join"
	"priyom/app/ui/mine"
	"priyom/app/ui/photos"
	"priyom/app/ui/picker"
	"priyom/app/ui/preview"
	"priyom/app/ui/self"
	"priyom/app/ui/send"
	"priyom/app/ui/sign"
	"priyom/app/ui/space"
	"priyom/civic"
)

// citizenTabs are a citizen's places.
func citizenTabs() []place {
	return []place{
		{page: present.PageIntake, icon: "camera", make: func(p *Phone, h Host, _ string) Screen {
			return capture.New(p.point.Capture, p.point.Maps, p.point.Voice(), h)
		}},
		{page: present.PageJournal, icon: "list", make: func(p *Phone, h Host, _ string) Screen {
			return mine.NewList(p.point.Journal, p.point.Notices, p.point.Voice(), h)
		}, count: func(p *present.Point) int { return max(p.Shell.State().ToAnswer, p.Notices.State().Count) }},
		{page: present.PageMap, icon: "map", make: makeMap},
		{page: present.PagePetitions, icon: "signature", make: makePetitions},
		{page: present.PageMore, icon: "menu", make: makeMore},
	}
}

// citizenPages are what only a citizen goes to from there.
func citizenPages() []place {
	return []place{{page: present.PageSign, make: func(p *Phone, h Host, arg string) Screen {
		return sign.NewPetition(p.point.Petitions, p.point.Voice(), h, arg)
	}}, {page: present.PageTerms, make: func(p *Phone, _ Host, _ string) Screen {
		return sign.NewTerms(p.point.Petitions, p.point.Voice())
	}}}
}

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
		{page: present.PageReport, make: func(p *Phone, h Host, arg string) Screen {
			id, err := civic.ParseReportID(arg)
			if err != nil {
				return nowhere{p.point.Voice()}
			}
			return mine.NewReport(p.point.Journal, p.point.Acts, p.point.Voice(), h, id)
		}},
		{page: present.PageNews, make: func(p *Phone, h Host, _ string) Screen {
			return mine.NewNews(p.point.Notices, p.point.Voice(), h)
		}},
		{page: present.PagePhoto, make: func(p *Phone, h Host, arg string) Screen {
			return photos.New(p.point.Album, p.point.Voice(), h, arg)
		}},
		{page: present.PageLook, make: makeLook},
		{page: present.PageOutbox, make: func(p *Phone, h Host, _ string) Screen {
			return send.New(p.point.Outbox, p.point.Voice(), h)
		}},
		{page: present.PageSpace, make: func(p *Phone, _ Host, _ string) Screen {
			return space.New(p.point.Space, p.point.Voice())
		}},
		{page: present.PageSettings, make: makeAbout},
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

func makePetitions(p *Phone, h Host, _ string) Screen {
	return sign.NewList(p.point.Petitions, p.point.Voice(), h)
}

func makeMap(p *Phone, h Host, _ string) Screen {
	return atlas.New(p.point.MapPage, p.point.Maps, p.point.Where, p.point.Voice(), h)
}

func makeJoin(p *Phone, h Host, _ string) Screen {
	return join.New(p.point.Join, p.point.Voice(), h)
}
