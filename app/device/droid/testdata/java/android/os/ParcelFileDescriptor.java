package android.os;

import java.io.*;

public class ParcelFileDescriptor {
	private final File file;
	private final int mode;
	private ParcelFileDescriptor(File file, int mode) { this.file = file; this.mode = mode; }
	/** MODE_READ_ONLY; MODE_WRITE_ONLY | MODE_CREATE | MODE_TRUNCATE, as Android's parseMode has them. */
	public static int parseMode(String mode) { return mode.equals("r") ? 0x10000000 : 0x2c000000; }
	public static ParcelFileDescriptor open(File file, int mode) throws FileNotFoundException {
		if (!file.exists()) throw new FileNotFoundException(file.getName());
		return new ParcelFileDescriptor(file, mode);
	}
	public File open(String how) { if (how.equals("w") != (mode != 0x10000000)) throw new IllegalStateException(); return file; }
}
