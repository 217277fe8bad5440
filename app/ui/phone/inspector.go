package phone

import "priyom/app/present"

// inspectorTabs are an inspector's places.
func inspectorTabs() []place {
	return []place{
		{page: present.PageMap, icon: "map", make: makeMap},
		{page: present.PageMore, icon: "menu", make: makeMore},
	}
}

// inspectorPages are what only an inspector goes to from there.
func inspectorPages() []place { return nil }
