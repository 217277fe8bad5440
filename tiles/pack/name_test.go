package pack

import "testing"

func TestClassesAreNamed(t *testing.T) {
	all := Classes()
	for name, c := range all {
		if c.String() != name {
			t.Errorf("%s is called %s", name, c)
		}
	}
	// The last of each group: were a name missing in the middle, it would have another's.
	for name, c := range map[string]Class{"Building": Building, "Dam": Dam, "AreaName": AreaName, "Rail": Rail, "HouseNumber": HouseNumber, "Crossing": Crossing} {
		if all[name] != c {
			t.Errorf("%s is %d, not %d", name, all[name], c)
		}
	}
	if got := Class(59).String(); got != "Class(59)" {
		t.Errorf("an unknown class is called %s", got)
	}
	if want := int(Building) + int(Dam-Motorway) + 1 + int(AreaName-City) + 1; len(all) != want {
		t.Errorf("%d classes have names, of %d", len(all), want)
	}
}
