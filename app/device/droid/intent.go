//go:build android || jvm

package droid

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"priyom/app/device/jni"
)

// authority is our provider's, as in the manifest.
const authority = "org.priyom.app.pictures"

// The flags of intents.
const (
	grantRead   = 1
	grantWrite  = 2
	newTask     = 0x10000000
	fromHistory = 0x00100000
)

// ErrNobody says that no program here does what was asked.
var ErrNobody = errors.New("droid: no program for it here")

// uri is a file of the provider's as others see it.
func (p *Phone) uri(e *jni.Env, name string) jni.Object {
	return e.StaticObject("android/net/Uri", "parse", "(Ljava/lang/String;)Landroid/net/Uri;", "content://"+authority+"/"+name)
}

// grant lets who gets an intent into one file.
func (p *Phone) grant(e *jni.Env, intent, uri jni.Object, flags int32) {
	clip := e.StaticObject("android/content/ClipData", "newRawUri", "(Ljava/lang/CharSequence;Landroid/net/Uri;)Landroid/content/ClipData;", "", uri)
	e.Void(intent, "setClipData", "(Landroid/content/ClipData;)V", clip)
	e.Object(intent, "addFlags", "(I)Landroid/content/Intent;", flags)
}

// OpenURL lets the system open a page, or a place (geo:) in a navigator.
func (p *Phone) OpenURL(address string) error {
	return p.start(func(e *jni.Env) jni.Object {
		uri := e.StaticObject("android/net/Uri", "parse", "(Ljava/lang/String;)Landroid/net/Uri;", address)
		return e.New("android/content/Intent", "(Ljava/lang/String;Landroid/net/Uri;)V", "android.intent.action.VIEW", uri)
	})
}

// Show implements present.Press: it opens a file with the program that the system has for it.
func (p *Phone) Show(path string) error {
	name, err := p.lend(path)
	if err != nil {
		return err
	}
	return p.start(func(e *jni.Env) jni.Object {
		uri := p.uri(e, name)
		intent := e.New("android/content/Intent", "(Ljava/lang/String;)V", "android.intent.action.VIEW")
		e.Object(intent, "setDataAndType", "(Landroid/net/Uri;Ljava/lang/String;)Landroid/content/Intent;", uri, mime(path))
		p.grant(e, intent, uri, grantRead)
		return intent
	})
}

// Share hands a file to a program that the person chooses.
func (p *Phone) Share(path string) error {
	name, err := p.lend(path)
	if err != nil {
		return err
	}
	return p.start(func(e *jni.Env) jni.Object {
		uri := p.uri(e, name)
		intent := e.New("android/content/Intent", "(Ljava/lang/String;)V", "android.intent.action.SEND")
		e.Object(intent, "setType", "(Ljava/lang/String;)Landroid/content/Intent;", mime(path))
		e.Object(intent, "putExtra", "(Ljava/lang/String;Landroid/os/Parcelable;)Landroid/content/Intent;", "android.intent.extra.STREAM", uri)
		p.grant(e, intent, uri, grantRead)
		chooser := e.StaticObject("android/content/Intent", "createChooser", "(Landroid/content/Intent;Ljava/lang/CharSequence;)Landroid/content/Intent;", intent, nil)
		p.grant(e, chooser, uri, grantRead)
		return chooser
	})
}

// start starts an activity; without one the error is ErrNobody.
func (p *Phone) start(made func(e *jni.Env) jni.Object) error {
	err := p.do(func(e *jni.Env) error {
		intent := made(e)
		e.Object(intent, "addFlags", "(I)Landroid/content/Intent;", int32(newTask))
		e.Void(e.Context(), "startActivity", "(Landroid/content/Intent;)V", intent)
		return e.Err()
	})
	if jni.Is(err, "ActivityNotFoundException") {
		return fmt.Errorf("%w: %w", ErrNobody, err)
	}
	return err
}

// lend copies a file to where the provider finds it. Nobody tells when it was read: one file of a name is kept.
func (p *Phone) lend(path string) (name string, err error) {
	from, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer from.Close()
	name = "lent-" + filepath.Base(path)
	to, err := os.OpenFile(filepath.Join(p.handout, name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(to, from)
	return name, errors.Join(err, to.Close())
}

// mime is what a file is by its name.
func mime(path string) string {
	switch filepath.Ext(path) {
	case ".pdf":
		return "application/pdf"
	case ".jpg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".csv":
		return "text/csv"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "application/octet-stream"
}
