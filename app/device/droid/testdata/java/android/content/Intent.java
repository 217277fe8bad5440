package android.content;

import android.net.Uri;
import android.os.Parcelable;
import java.util.*;

public class Intent implements Parcelable {
	public String action, type;
	public Uri data;
	public int flags;
	public ClipData clip;
	public Map<String, Object> extras = new TreeMap<>();
	public Intent(String action) { this.action = action; }
	public Intent(String action, Uri data) { this.action = action; this.data = data; }
	public Intent putExtra(String name, Parcelable value) { extras.put(name, value); return this; }
	public Intent addFlags(int f) { flags |= f; return this; }
	public int getFlags() { return flags; }
	public void setClipData(ClipData c) { clip = c; }
	public Uri getData() { return data; }
	public String getDataString() { return data == null ? null : data.toString(); }
	public Intent setData(Uri u) { data = u; type = null; return this; }
	public Intent setType(String t) { type = t; data = null; return this; }
	public Intent setDataAndType(Uri u, String t) { data = u; type = t; return this; }
	public static Intent createChooser(Intent of, CharSequence title) {
		return new Intent("android.intent.action.CHOOSER").putExtra("android.intent.extra.INTENT", of);
	}
	@Override public String toString() {
		return action + " " + data + " " + type + " " + extras + " " + Integer.toHexString(flags) + (clip == null ? "" : " granting " + clip.uri);
	}
}
