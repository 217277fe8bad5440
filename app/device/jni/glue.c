//go:build android || jvm

#include "glue.h"

#include <stdlib.h>
#include <string.h>

// described copies what a throwable says of itself. It mustn't throw in turn: what does is called by its absence.
static char *described(JNIEnv *env, jthrowable t) {
	jclass c = (*env)->GetObjectClass(env, t);
	jmethodID m = (*env)->GetMethodID(env, c, "toString", "()Ljava/lang/String;");
	(*env)->DeleteLocalRef(env, c);
	if ((*env)->ExceptionCheck(env)) {
		(*env)->ExceptionClear(env);
		return strdup("an exception without words");
	}
	jstring s = (jstring)(*env)->CallObjectMethod(env, t, m);
	if ((*env)->ExceptionCheck(env)) {
		(*env)->ExceptionClear(env);
		return strdup("an exception without words");
	}
	if (s == NULL)
		return strdup("an exception without words");
	const char *utf = (*env)->GetStringUTFChars(env, s, NULL);
	if (utf == NULL) { // no memory: that is thrown too
		(*env)->ExceptionClear(env);
		(*env)->DeleteLocalRef(env, s);
		return strdup("an exception without words");
	}
	char *text = strdup(utf);
	(*env)->ReleaseStringUTFChars(env, s, utf);
	(*env)->DeleteLocalRef(env, s);
	return text;
}

// caught takes a pending exception away.
static int caught(JNIEnv *env, char **thrown) {
	if (!(*env)->ExceptionCheck(env))
		return 0;
	jthrowable t = (*env)->ExceptionOccurred(env);
	(*env)->ExceptionClear(env);
	*thrown = described(env, t);
	(*env)->DeleteLocalRef(env, t);
	return 1;
}

jclass priyom_class(JNIEnv *env, const char *name, char **thrown) {
	jclass c = (*env)->FindClass(env, name);
	return caught(env, thrown) ? NULL : c;
}

// priyom_class_of asks a loader: a thread that Go attached knows the system's classes alone.
jclass priyom_class_of(JNIEnv *env, jobject loader, const char *name, char **thrown) {
	jstring s = (*env)->NewStringUTF(env, name);
	if (caught(env, thrown))
		return NULL;
	jvalue args[1];
	args[0].l = s;
	jvalue v = priyom_call(env, loader, "loadClass", "(Ljava/lang/String;)Ljava/lang/Class;", args, thrown);
	(*env)->DeleteLocalRef(env, s);
	return *thrown ? NULL : (jclass)v.l;
}

jvalue priyom_call(JNIEnv *env, jobject on, const char *name, const char *sig, const jvalue *args, char **thrown) {
	jvalue v;
	memset(&v, 0, sizeof v);
	if (on == NULL) {
		*thrown = strdup("a call on nothing");
		return v;
	}
	jclass c = (*env)->GetObjectClass(env, on);
	jmethodID m = (*env)->GetMethodID(env, c, name, sig);
	(*env)->DeleteLocalRef(env, c);
	if (caught(env, thrown))
		return v;
	switch (strrchr(sig, ')')[1]) {
	case 'V': (*env)->CallVoidMethodA(env, on, m, args); break;
	case 'Z': v.z = (*env)->CallBooleanMethodA(env, on, m, args); break;
	case 'I': v.i = (*env)->CallIntMethodA(env, on, m, args); break;
	case 'J': v.j = (*env)->CallLongMethodA(env, on, m, args); break;
	case 'F': v.f = (*env)->CallFloatMethodA(env, on, m, args); break;
	case 'D': v.d = (*env)->CallDoubleMethodA(env, on, m, args); break;
	default: v.l = (*env)->CallObjectMethodA(env, on, m, args); break;
	}
	if (caught(env, thrown))
		memset(&v, 0, sizeof v);
	return v;
}

jvalue priyom_static(JNIEnv *env, jclass in, const char *name, const char *sig, const jvalue *args, char **thrown) {
	jvalue v;
	memset(&v, 0, sizeof v);
	jmethodID m = (*env)->GetStaticMethodID(env, in, name, sig);
	if (caught(env, thrown))
		return v;
	switch (strrchr(sig, ')')[1]) {
	case 'V': (*env)->CallStaticVoidMethodA(env, in, m, args); break;
	case 'Z': v.z = (*env)->CallStaticBooleanMethodA(env, in, m, args); break;
	case 'I': v.i = (*env)->CallStaticIntMethodA(env, in, m, args); break;
	case 'J': v.j = (*env)->CallStaticLongMethodA(env, in, m, args); break;
	case 'F': v.f = (*env)->CallStaticFloatMethodA(env, in, m, args); break;
	case 'D': v.d = (*env)->CallStaticDoubleMethodA(env, in, m, args); break;
	default: v.l = (*env)->CallStaticObjectMethodA(env, in, m, args); break;
	}
	if (caught(env, thrown))
		memset(&v, 0, sizeof v);
	return v;
}

jobject priyom_new(JNIEnv *env, jclass of, const char *sig, const jvalue *args, char **thrown) {
	jmethodID m = (*env)->GetMethodID(env, of, "<init>", sig);
	if (caught(env, thrown))
		return NULL;
	jobject o = (*env)->NewObjectA(env, of, m, args);
	return caught(env, thrown) ? NULL : o;
}

jint priyom_number(JNIEnv *env, jclass in, const char *name, char **thrown) {
	jfieldID f = (*env)->GetStaticFieldID(env, in, name, "I");
	if (caught(env, thrown))
		return 0;
	return (*env)->GetStaticIntField(env, in, f);
}

jobject priyom_field(JNIEnv *env, jclass in, const char *name, const char *sig, char **thrown) {
	jfieldID f = (*env)->GetStaticFieldID(env, in, name, sig);
	if (caught(env, thrown))
		return NULL;
	return (*env)->GetStaticObjectField(env, in, f);
}

jstring priyom_text(JNIEnv *env, const jchar *units, jsize n, char **thrown) {
	jstring s = (*env)->NewString(env, units, n);
	return caught(env, thrown) ? NULL : s;
}

jbyteArray priyom_bytes(JNIEnv *env, const jbyte *bytes, jsize n, char **thrown) {
	jbyteArray a = (*env)->NewByteArray(env, n);
	if (caught(env, thrown))
		return NULL;
	(*env)->SetByteArrayRegion(env, a, 0, n, bytes);
	return caught(env, thrown) ? NULL : a;
}

jobjectArray priyom_strings(JNIEnv *env, jsize n, char **thrown) {
	jclass c = priyom_class(env, "java/lang/String", thrown);
	if (c == NULL)
		return NULL;
	jobjectArray a = (*env)->NewObjectArray(env, n, c, NULL);
	(*env)->DeleteLocalRef(env, c);
	return caught(env, thrown) ? NULL : a;
}

void priyom_put(JNIEnv *env, jobjectArray in, jsize at, jobject what, char **thrown) {
	(*env)->SetObjectArrayElement(env, in, at, what);
	caught(env, thrown);
}

jobject priyom_at(JNIEnv *env, jobjectArray in, jsize at, char **thrown) {
	jobject o = (*env)->GetObjectArrayElement(env, in, at);
	return caught(env, thrown) ? NULL : o;
}

jsize priyom_text_length(JNIEnv *env, jstring s) { return (*env)->GetStringLength(env, s); }

void priyom_text_units(JNIEnv *env, jstring s, jsize n, jchar *units, char **thrown) {
	(*env)->GetStringRegion(env, s, 0, n, units);
	caught(env, thrown);
}

jsize priyom_length(JNIEnv *env, jarray a) { return (*env)->GetArrayLength(env, a); }

void priyom_bytes_copy(JNIEnv *env, jbyteArray a, jsize n, jbyte *bytes, char **thrown) {
	(*env)->GetByteArrayRegion(env, a, 0, n, bytes);
	caught(env, thrown);
}

jint priyom_push(JNIEnv *env, char **thrown) {
	jint failed = (*env)->PushLocalFrame(env, 64);
	return caught(env, thrown) ? -1 : failed;
}

void priyom_pop(JNIEnv *env) { (*env)->PopLocalFrame(env, NULL); }

jobject priyom_keep(JNIEnv *env, jobject o) { return (*env)->NewGlobalRef(env, o); }

void priyom_drop(JNIEnv *env, jobject o) { (*env)->DeleteGlobalRef(env, o); }
