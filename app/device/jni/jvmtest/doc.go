// Package jvmtest runs a Java machine in a test's process, with JNI checked.
package jvmtest
