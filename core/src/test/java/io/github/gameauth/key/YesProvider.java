// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;

/**
 * A provider as broken as can be: every signature by every key is good. Whatever is still refused
 * with it, we refuse ourselves.
 */
public final class YesProvider extends Provider {
  private static final long serialVersionUID = 1L;

  /** A provider for every signature that we know. */
  public YesProvider() {
    super("Yes", "1", "takes every signature for a good one");
    for (String name :
        new String[] {
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA",
          "RSASSA-PSS",
          "SHA256withECDSAinP1363Format",
          "SHA384withECDSAinP1363Format",
          "SHA512withECDSAinP1363Format",
          "Ed25519"
        }) {
      put("Signature." + name, Yes.class.getName());
    }
  }

  /** Says yes. */
  public static final class Yes extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[0];
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
