// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A JCA provider that leaves RS256 to the platform and counts how often it was made to compute. */
final class CountingSignatures extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String RS256 = "SHA256withRSA";

  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> illness = new AtomicReference<>();

  CountingSignatures() {
    super("Counting", "1", "counts");
    putService(
        new Service(this, "Signature", RS256, Counted.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Counted(verified, illness);
          }
        });
  }

  /** Throws this at every signature from now on. */
  void fallIllWith(RuntimeException exception) {
    illness.set(exception);
  }

  int verified() {
    return verified.get();
  }

  private static final class Counted extends SignatureSpi {
    private final Signature platform;
    private final AtomicInteger verified;
    private final AtomicReference<@Nullable RuntimeException> illness;

    Counted(AtomicInteger verified, AtomicReference<@Nullable RuntimeException> illness)
        throws NoSuchAlgorithmException {
      this.platform = Signature.getInstance(RS256);
      this.verified = verified;
      this.illness = illness;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      platform.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      platform.initSign(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      platform.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
      platform.update(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return platform.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      verified.incrementAndGet();
      RuntimeException exception = illness.get();
      if (exception != null) {
        throw exception;
      }
      return platform.verify(signature);
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
