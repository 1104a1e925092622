using System.Text;

namespace Orders.Chaos.Requests.Making;

/// <summary>Choices that the seed and the number of a request decide, whoever makes it and when.</summary>
internal sealed class Draw(int seed, int number)
{
    private readonly Random _random = new(Mix(seed, number));

    public int Below(int limit) => _random.Next(limit);

    /// <summary>Both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public string Text(int length, string alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    {
        var text = new StringBuilder(length);
        for (var left = length; left > 0; left--)
        {
            text.Append(alphabet[_random.Next(alphabet.Length)]);
        }

        return text.ToString();
    }

    // Neighbours shall have nothing in common, and the framework's own mix is another in each process.
    private static int Mix(int seed, int number)
    {
        var mixed = unchecked(((ulong)(uint)seed << 32 | (uint)number) + 0x9E3779B97F4A7C15);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB);
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}
