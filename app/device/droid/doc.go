// Package droid is an Android phone: its camera, receiver of positions, microphone, key store, links and networks, reached through JNI.
//
// Its invariants: a picture that was taken reaches the path it was taken for, also if this program is ended meanwhile; nothing is asked of the
// person before words have said what for; and no Java exception is left pending.
//
// Its Java side are the classes in android/smali, which only hand over. It is built for Android, and with -tags jvm for a Java machine, where
// the tests run those same classes among stand-ins of Android's (testdata/java). See docs/android.md.
package droid
