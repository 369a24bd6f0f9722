package io.srpo.data.generate;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RandomStream;

/**
 * The mixture of styles in supervised text. A policy made from it answers in each style about that often, so it is right about as often as the careful share, and
 * reinforcement has something to find.
 *
 * @param careful share of {@link Style#CAREFUL}, at least 0
 * @param slip share of {@link Style#SLIP}
 * @param hasty share of {@link Style#HASTY}; the three sum to 1
 * @param hastyRight how often a hasty answer is right, 0 to 1
 */
public record Styles(double careful, double slip, double hasty, double hastyRight) {
    /** What the bundled policy is made from. */
    public static final Styles DEFAULT = new Styles(0.35, 0.30, 0.35, 0.10);

    public Styles {
        boolean shares = careful >= 0 && slip >= 0 && hasty >= 0 && Math.abs(careful + slip + hasty - 1) < 1e-9;
        if (!shares || !(hastyRight >= 0 && hastyRight <= 1)) {
            throw SrpoException.usage(
                    "the shares careful, slip and hasty must sum to 1, and hastyRight must be from 0 to 1;"
                            + " they are " + careful + ", " + slip + ", " + hasty + " and " + hastyRight);
        }
    }

    Style draw(RandomStream random) {
        double u = random.nextDouble();
        return u < careful ? Style.CAREFUL : u < careful + slip ? Style.SLIP : Style.HASTY;
    }
}
