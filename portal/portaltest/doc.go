// Package portaltest gives tests a real portal behind a real line, and a small device that speaks its protocol byte by
// byte, so that it can also speak it wrongly.
package portaltest
