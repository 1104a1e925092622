namespace Orders.Chaos.Soaking;

/// <summary>Chance without a sequence: what is drawn depends on the seed, the purpose and the number of the draw only, not on who draws first.</summary>
internal readonly record struct Choice(int Seed, string Purpose)
{
    private readonly ulong _start = Start(Seed, Purpose);

    /// <returns>0 to <paramref name="bound"/> − 1, all equally likely.</returns>
    public int Of(long number, int bound) => (int)((UInt128)Mix(_start + (ulong)number) * (uint)bound >> 64);

    private static ulong Start(int seed, string purpose)
    {
        var state = Mix((uint)seed);
        foreach (var letter in purpose)
        {
            state = Mix(state ^ letter);
        }

        return state;
    }

    // SplitMix64.
    private static ulong Mix(ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
