package world;

import android.security.keystore.KeyGenParameterSpec;
import java.io.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.SecretKeySpec;

/** The phone's key store: real keys for Java's own ciphers, kept in memory. */
public class Keys extends Provider {
	static final Map<String, Key> keys = new TreeMap<>();
	public static boolean locked;
	public Keys() {
		super("AndroidKeyStore", "1", "stand-in");
		put("KeyStore.AndroidKeyStore", Store.class.getName());
		put("KeyGenerator.AES", Maker.class.getName());
	}
	public static void install() { Security.addProvider(new Keys()); }
	public static void lose() { keys.clear(); }

	public static class Maker extends KeyGeneratorSpi {
		private KeyGenParameterSpec spec;
		@Override protected void engineInit(SecureRandom r) { throw new UnsupportedOperationException(); }
		@Override protected void engineInit(int n, SecureRandom r) { throw new UnsupportedOperationException(); }
		@Override protected void engineInit(AlgorithmParameterSpec s, SecureRandom r) throws InvalidAlgorithmParameterException {
			spec = (KeyGenParameterSpec) s;
			if (spec.size != 256 || !spec.said.equals("3 [GCM][NoPadding]")) throw new InvalidAlgorithmParameterException(spec.said);
		}
		@Override protected SecretKey engineGenerateKey() {
			byte[] b = new byte[spec.size / 8];
			new SecureRandom().nextBytes(b);
			SecretKey k = new SecretKeySpec(b, "AES");
			keys.put(spec.alias, k);
			return k;
		}
	}

	public static class Store extends KeyStoreSpi {
		@Override public Key engineGetKey(String a, char[] p) throws UnrecoverableKeyException {
			if (locked) throw new UnrecoverableKeyException("locked");
			return keys.get(a);
		}
		@Override public boolean engineContainsAlias(String a) { return keys.containsKey(a); }
		@Override public void engineLoad(KeyStore.LoadStoreParameter p) { }
		@Override public void engineLoad(InputStream in, char[] p) { throw new UnsupportedOperationException(); }
		@Override public void engineStore(OutputStream out, char[] p) { throw new UnsupportedOperationException(); }
		@Override public Certificate[] engineGetCertificateChain(String a) { return null; }
		@Override public Certificate engineGetCertificate(String a) { return null; }
		@Override public Date engineGetCreationDate(String a) { return null; }
		@Override public void engineSetKeyEntry(String a, Key k, char[] p, Certificate[] c) { throw new UnsupportedOperationException(); }
		@Override public void engineSetKeyEntry(String a, byte[] k, Certificate[] c) { throw new UnsupportedOperationException(); }
		@Override public void engineSetCertificateEntry(String a, Certificate c) { throw new UnsupportedOperationException(); }
		@Override public void engineDeleteEntry(String a) { keys.remove(a); }
		@Override public Enumeration<String> engineAliases() { return Collections.enumeration(keys.keySet()); }
		@Override public int engineSize() { return keys.size(); }
		@Override public boolean engineIsKeyEntry(String a) { return keys.containsKey(a); }
		@Override public boolean engineIsCertificateEntry(String a) { return false; }
		@Override public String engineGetCertificateAlias(Certificate c) { return null; }
	}
}
