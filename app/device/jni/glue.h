//go:build android || jvm

#ifndef PRIYOM_JNI_GLUE_H
#define PRIYOM_JNI_GLUE_H

#include <jni.h>

// Each returns what was thrown instead, as text for the caller to free, in *thrown; or NULL there.
jclass priyom_class(JNIEnv *env, const char *name, char **thrown);
jclass priyom_class_of(JNIEnv *env, jobject loader, const char *name, char **thrown);
jvalue priyom_call(JNIEnv *env, jobject on, const char *name, const char *sig, const jvalue *args, char **thrown);
jvalue priyom_static(JNIEnv *env, jclass in, const char *name, const char *sig, const jvalue *args, char **thrown);
jobject priyom_new(JNIEnv *env, jclass of, const char *sig, const jvalue *args, char **thrown);
jint priyom_number(JNIEnv *env, jclass in, const char *name, char **thrown);
jobject priyom_field(JNIEnv *env, jclass in, const char *name, const char *sig, char **thrown);
jstring priyom_text(JNIEnv *env, const jchar *units, jsize n, char **thrown);
jbyteArray priyom_bytes(JNIEnv *env, const jbyte *bytes, jsize n, char **thrown);
jobjectArray priyom_strings(JNIEnv *env, jsize n, char **thrown);
void priyom_put(JNIEnv *env, jobjectArray in, jsize at, jobject what, char **thrown);
void priyom_text_units(JNIEnv *env, jstring s, jsize n, jchar *units, char **thrown);
void priyom_bytes_copy(JNIEnv *env, jbyteArray a, jsize n, jbyte *bytes, char **thrown);
jobject priyom_at(JNIEnv *env, jobjectArray in, jsize at, char **thrown);

// These can't throw.
jsize priyom_text_length(JNIEnv *env, jstring s);
jsize priyom_length(JNIEnv *env, jarray a);
jint priyom_push(JNIEnv *env, char **thrown);
void priyom_pop(JNIEnv *env);
jobject priyom_keep(JNIEnv *env, jobject o);
void priyom_drop(JNIEnv *env, jobject o);

#endif
