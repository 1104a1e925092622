namespace Orders.Gateway.Admitting;

/// <summary>
/// <c>new-key [name]</c> makes a key; <c>hash-key [name]</c> reads one from standard input. A key is never taken as an argument, where
/// other users of the machine and the shell's history would see it.
/// </summary>
internal static class KeyCommands
{
    public const string NewKey = "new-key";
    public const string HashKey = "hash-key";

    /// <returns>The exit code, or null when the arguments ask for something else.</returns>
    public static int? TryRun(string[] args, TextReader input, TextWriter output, TextWriter errors) => args switch
    {
        [NewKey, .. var name] => New(name, output, errors),
        [HashKey, .. var name] => Hash(name, input, output, errors),
        _ => null,
    };

    private static int New(string[] name, TextWriter output, TextWriter errors)
    {
        var key = ApiKeyText.NewKey();
        output.WriteLine($"key:  {key}");
        output.WriteLine($"hash: {Prefix(name)}{ApiKeyText.HashOf(key)}");
        errors.WriteLine("Give the hash to the gateway (Auth__ApiKeys) and the key to the person: it is shown only now. Clients send it as X-Api-Key.");
        return 0;
    }

    private static int Hash(string[] name, TextReader input, TextWriter output, TextWriter errors)
    {
        var key = input.ReadLine()?.Trim() ?? "";
        if (!ApiKeyText.IsKey(key))
        {
            // A word that a person chose can be guessed from its hash.
            errors.WriteLine($"Standard input holds no key that '{NewKey}' made, and others are not random enough. Make one with '{NewKey}'.");
            return 1;
        }

        output.WriteLine($"hash: {Prefix(name)}{ApiKeyText.HashOf(key)}");
        return 0;
    }

    private static string Prefix(string[] name) => name is [var only, ..] ? $"{only}=" : "";
}
