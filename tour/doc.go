// Command tour plays a whole round with the real programs, as people would: a citizen reports on a phone that has no line, the portal gets it when there is
// one, a moderator sends it on in a browser, an inspector works on a phone without a line and shows what was done, the citizen rates it, and
// everybody sees it. Windows are worked by the screen's own mouse and keyboard, pages by a real browser, positions come from a real gpsd.
//
// Its invariant: every step is checked at the portal and on the devices, and only then a picture of it is taken; a picture that is there is of
// something that happened.
package main
