package phone

import (
	"priyom/app/present"
	"priyom/app/ui/inspect"
	"priyom/app/ui/round"
	"priyom/app/ui/send"
	"priyom/app/ui/tasks"
	"priyom/app/ui/workday"
	"priyom/civic"
)

// inspectorTabs are an inspector's places.
func inspectorTabs() []place {
	return []place{
		{page: present.PageTasks, icon: "clipboard-check", make: func(p *Phone, h Host, _ string) Screen {
			return tasks.New(p.point.Tasks, p.point.Maps, p.point.Voice(), h)
		}, count: func(p *present.Point) int { return p.Tasks.Waiting() }},
		{page: present.PageMap, icon: "map", make: makeMap},
		{page: present.PageRound, icon: "camera", make: func(p *Phone, h Host, _ string) Screen {
			return round.New(p.point.Capture, p.point.Maps, p.point.Voice(), h)
		}},
		{page: present.PageOutbox, icon: "cloud-upload", make: func(p *Phone, h Host, _ string) Screen {
			return send.New(p.point.Outbox, p.point.Voice(), h)
		}},
		{page: present.PageMore, icon: "menu", make: makeMore},
	}
}

// inspectorPages are what only an inspector goes to from there.
func inspectorPages() []place {
	return []place{
		{page: present.PageTask, make: func(p *Phone, h Host, arg string) Screen {
			id, err := civic.ParseReportID(arg)
			if err != nil {
				id = civic.ReportID{} // no task: the page says so
			}
			return inspect.New(p.point.Inspect, id, p.point.Voice(), h)
		}},
		{page: present.PageWorkday, make: func(p *Phone, h Host, _ string) Screen {
			return workday.New(p.point.Workday, p.point.Maps, p.point.Voice(), h)
		}},
	}
}
