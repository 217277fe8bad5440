package android.security.keystore;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;

public class KeyGenParameterSpec implements AlgorithmParameterSpec {
	public String alias;
	public String said = "";
	public int size;
	public static class Builder {
		private final KeyGenParameterSpec s = new KeyGenParameterSpec();
		public Builder(String alias, int purposes) { s.alias = alias; s.said = purposes + " "; }
		public Builder setKeySize(int n) { s.size = n; return this; }
		public Builder setBlockModes(String... m) { s.said += Arrays.toString(m); return this; }
		public Builder setEncryptionPaddings(String... p) { s.said += Arrays.toString(p); return this; }
		public KeyGenParameterSpec build() { return s; }
	}
}
