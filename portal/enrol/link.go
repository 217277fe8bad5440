package enrol

// Link is what the QR code of an invitation says: the portal's address and, as its fragment, the code. A browser that opens it sends the
// code nowhere.
func Link(portal, code string) string { return portal + "/#" + code }

// PagePath is where a browser says whose device somebody is joining with; the page's word follows.
const PagePath = "/me/join/"
