// Package theme is how Priyom looks: colours by role, two densities, the user's text size, icons and status looks.
//
// Its invariant: a widget never holds a colour or a size of its own. It names a role or a step and asks for it while it
// draws, so that changing the app's theme changes everything that is on the screen; and every pair of text and ground
// that the roles can form passes WCAG contrast in both variants, which the tests compute.
package theme
