// Package petition is the pages about petitions: what is asked and how it stands, for everybody; how each signature counts
// and why, for staff. Who signed is on no page.
package petition
