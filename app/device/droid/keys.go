//go:build android || jvm

package droid

import (
	"fmt"
	"os"
	"path/filepath"

	"priyom/app/device/jni"
	"priyom/durable"
)

// keyAlias is our key's name in the phone's key store.
const keyAlias = "priyom"

// What javax.crypto.Cipher is asked to do.
const (
	encrypt = int32(1)
	decrypt = int32(2)
)

// Set implements vault.Keyring: a secret lies in a file, sealed with a key that never leaves the phone's key store (in hardware, where there is).
func (p *Phone) Set(account, secret string) error {
	var sealed []byte
	err := p.do(func(e *jni.Env) error {
		cipher := cipher(e)
		e.Void(cipher, "init", "(ILjava/security/Key;)V", encrypt, key(e, true))
		body := e.ReadBytes(e.Object(cipher, "doFinal", "([B)[B", []byte(secret)))
		iv := e.ReadBytes(e.Object(cipher, "getIV", "()[B"))
		sealed = append(append([]byte{byte(len(iv))}, iv...), body...)
		return e.Err()
	})
	if err != nil {
		return fmt.Errorf("droid: sealing a secret: %w", err)
	}
	if err := os.MkdirAll(p.keys(), 0o700); err != nil {
		return err
	}
	return durable.Replace(p.keyFile(account), sealed)
}

// Get implements vault.Keyring.
func (p *Phone) Get(account string) (secret string, err error) {
	sealed, err := os.ReadFile(p.keyFile(account))
	if err != nil {
		return "", err
	}
	if len(sealed) == 0 || len(sealed) < 1+int(sealed[0]) {
		return "", fmt.Errorf("droid: a secret's file of %d bytes", len(sealed))
	}
	iv, body := sealed[1:1+sealed[0]], sealed[1+sealed[0]:]
	err = p.do(func(e *jni.Env) error {
		cipher := cipher(e)
		spec := e.New("javax/crypto/spec/GCMParameterSpec", "(I[B)V", int32(128), iv)
		e.Void(cipher, "init", "(ILjava/security/Key;Ljava/security/spec/AlgorithmParameterSpec;)V", decrypt, key(e, false), spec)
		secret = string(e.ReadBytes(e.Object(cipher, "doFinal", "([B)[B", body)))
		return e.Err()
	})
	if err != nil {
		return "", fmt.Errorf("droid: opening a secret: %w", err)
	}
	return secret, nil
}

func (p *Phone) keys() string { return filepath.Join(p.home, "keys") }

func (p *Phone) keyFile(account string) string {
	return filepath.Join(p.keys(), filepath.Base(account)+".sealed")
}

func cipher(e *jni.Env) jni.Object {
	return e.StaticObject("javax/crypto/Cipher", "getInstance", "(Ljava/lang/String;)Ljavax/crypto/Cipher;", "AES/GCM/NoPadding")
}

// key is our key; made if it isn't there and may be.
func key(e *jni.Env, may bool) jni.Object {
	store := e.StaticObject("java/security/KeyStore", "getInstance", "(Ljava/lang/String;)Ljava/security/KeyStore;", "AndroidKeyStore")
	e.Void(store, "load", "(Ljava/security/KeyStore$LoadStoreParameter;)V", nil)
	if may && !e.Bool(store, "containsAlias", "(Ljava/lang/String;)Z", keyAlias) {
		return newKey(e)
	}
	return e.Object(store, "getKey", "(Ljava/lang/String;[C)Ljava/security/Key;", keyAlias, nil)
}

// newKey makes an AES key of 256 bits for GCM.
func newKey(e *jni.Env) jni.Object {
	const builder = "Landroid/security/keystore/KeyGenParameterSpec$Builder;"
	b := e.New("android/security/keystore/KeyGenParameterSpec$Builder", "(Ljava/lang/String;I)V", keyAlias, int32(3)) // PURPOSE_ENCRYPT | PURPOSE_DECRYPT
	e.Object(b, "setKeySize", "(I)"+builder, int32(256))
	e.Object(b, "setBlockModes", "([Ljava/lang/String;)"+builder, []string{"GCM"})
	e.Object(b, "setEncryptionPaddings", "([Ljava/lang/String;)"+builder, []string{"NoPadding"})
	spec := e.Object(b, "build", "()Landroid/security/keystore/KeyGenParameterSpec;")
	generator := e.StaticObject("javax/crypto/KeyGenerator", "getInstance", "(Ljava/lang/String;Ljava/lang/String;)Ljavax/crypto/KeyGenerator;", "AES", "AndroidKeyStore")
	e.Void(generator, "init", "(Ljava/security/spec/AlgorithmParameterSpec;)V", spec)
	return e.Object(generator, "generateKey", "()Ljavax/crypto/SecretKey;")
}
