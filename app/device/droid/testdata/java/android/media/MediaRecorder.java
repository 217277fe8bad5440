package android.media;

import java.io.*;
import world.World;

public class MediaRecorder {
	private final StringBuilder set = new StringBuilder();
	private String path;
	public MediaRecorder() { if (!World.granted.contains("android.permission.RECORD_AUDIO")) throw new RuntimeException("no microphone"); }
	public void setAudioSource(int n) { if (n != 1) throw new RuntimeException("setAudioSource failed."); set.append("mic "); }
	public void setOutputFormat(int n) { set.append("mp4 "); }
	public void setAudioEncoder(int n) { if (set.indexOf("mp4") < 0) throw new IllegalStateException(); set.append("aac "); }
	public void setAudioChannels(int n) { }
	public void setAudioSamplingRate(int n) { set.append(n).append("Hz "); }
	public void setAudioEncodingBitRate(int n) { }
	public void setOutputFile(String p) { path = p; }
	public void prepare() throws IOException {
		try (FileOutputStream out = new FileOutputStream(path)) { }
		if (World.camera.equals("busy")) throw new IOException("prepare failed.");
	}
	public void start() { World.note("recording " + set); }
	private boolean stopped;
	public void stop() {
		if (stopped) throw new IllegalStateException("stopped twice");
		stopped = true;
		if (World.camera.equals("short")) throw new RuntimeException("stop failed.");
		try (FileOutputStream out = new FileOutputStream(path)) { out.write("sound".getBytes()); } catch (IOException e) { throw new RuntimeException(e); }
	}
	public void release() { World.note("released"); }
}
