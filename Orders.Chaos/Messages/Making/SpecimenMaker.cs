using System.Globalization;

using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Spoiling;

namespace Orders.Chaos.Messages.Making;

/// <summary>Makes message after message. Each follows from the seed and its own number, apart from dates, which follow the clock at the start.</summary>
internal sealed class SpecimenMaker(int seed, DateTimeOffset now)
{
    /// <summary>Of a hundred messages so many are spoilt twice.</summary>
    private const int TwiceSpoilt = 12;

    private static readonly int Weights = Spoilers.All.Sum(spoiler => spoiler.Weight);

    /// <exception cref="InvalidOperationException">The judge and the spoiler disagree: one of the two is wrong, and so the harness is.</exception>
    public Specimen Make(long number)
    {
        var random = new Random(HashOf(number));
        var draft = new Draft(string.Create(CultureInfo.InvariantCulture, $"{number:x}-{random.NextInt64(1L << 48):x12}"), now, random);
        var twice = random.Next(100) < TwiceSpoilt;
        var first = Choose(random);
        first.Spoil(draft);
        if (twice)
        {
            SpoilAgain(draft, random);
        }

        var value = draft.ToBytes();
        var verdict = Judge.Of(value, now);
        if (!twice && draft.Expected is { } expected && !Says(verdict, expected))
        {
            throw new InvalidOperationException($"Message {number}, {first.Name}: {expected} was meant, and the judge says {Words(verdict)}.");
        }

        return new Specimen(number, twice ? "spoilt twice" : first.Name, draft.Uid, draft.Key, value, draft.Headers, draft.Timestamp, draft.Copies, verdict);
    }

    public static string Words(Verdict verdict) => verdict switch
    {
        DeadLettered letter => $"{letter.Reason} ({string.Join(", ", letter.Faults)})",
        _ => "stored",
    };

    private static bool Says(Verdict verdict, string expected) => verdict is DeadLettered letter
        ? letter.Reason == expected || letter.Faults.SetEquals([expected])
        : expected == "stored";

    private static void SpoilAgain(Draft draft, Random random)
    {
        try
        {
            Choose(random).Spoil(draft);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidCastException or FormatException or OverflowException)
        {
            // The first spoiling has taken away what the second wanted to spoil: once is enough.
        }
    }

    private static Spoiler Choose(Random random)
    {
        var at = random.Next(Weights);
        return Spoilers.All.First(spoiler => (at -= spoiler.Weight) < 0);
    }

    /// <summary>SplitMix64: neighbours get unrelated generators.</summary>
    private int HashOf(long number)
    {
        var z = ((ulong)(uint)seed << 40) ^ ((ulong)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)(z ^ (z >> 31));
    }
}
