// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that leaves RSA to the JDK, counts what it is asked for, and can be made to fail. */
public final class Delegating extends Provider {
  private static final long serialVersionUID = 1L;

  /** How often a key was made ready to sign. */
  public final transient AtomicInteger signersPrepared = new AtomicInteger();

  /** How often it signed. */
  public final transient AtomicInteger signed = new AtomicInteger();

  final transient AtomicBoolean refusesKeys = new AtomicBoolean();
  final transient AtomicBoolean failsToSign = new AtomicBoolean();

  /** One that works. */
  public Delegating() {
    super("Delegating", "7", "for tests");
    for (String name :
        new String[] {"SHA256withRSA", "SHA384withRSA", "SHA512withRSA", "RSASSA-PSS"}) {
      putService(
          new Service(this, "Signature", name, Delegate.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              try {
                return new Delegate(
                    Delegating.this, Signature.getInstance(getAlgorithm(), "SunRsaSign"));
              } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
              }
            }
          });
    }
  }

  /** Also takes every signature by an elliptic curve for a good one. */
  Delegating withBrokenEcdsa() {
    for (int bits : new int[] {256, 384, 512}) {
      put("Signature.SHA" + bits + "withECDSAinP1363Format", YesProvider.Yes.class.getName());
    }
    return this;
  }

  private static final class Delegate extends SignatureSpi {
    private final Delegating provider;
    private final Signature jdk;

    Delegate(Delegating provider, Signature jdk) {
      this.provider = provider;
      this.jdk = jdk;
    }

    private void judgeKey() throws InvalidKeyException {
      if (provider.refusesKeys.get()) {
        throw new InvalidKeyException("none of mine");
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      judgeKey();
      jdk.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      judgeKey();
      provider.signersPrepared.incrementAndGet();
      jdk.initSign(key);
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      jdk.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
      jdk.update(octets, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      if (provider.failsToSign.get()) {
        throw new SignatureException("failing");
      }
      provider.signed.incrementAndGet();
      return jdk.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return jdk.verify(signature);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {
      try {
        jdk.setParameter(parameters);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    @Deprecated // as in the superclass
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated // as in the superclass
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
