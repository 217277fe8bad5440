// Package android examines the package that scripts/android.sh makes of the app for Android: no device has to run it for that.
package android
