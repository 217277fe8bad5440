// Package jni calls Java from Go. Its invariant: after every call an exception is looked for, taken away and made an error, and once there is
// one, an Env does nothing more; so a chain of calls needs one look at Err, and none runs with an exception pending, which ends the process.
//
// It is built for Android, and with -tags jvm for a Java machine on a desktop, where the tests of it and of package droid run.
package jni
