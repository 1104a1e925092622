using Orders.Gateway.Admitting;

namespace Orders.Tests.Unit.Gateway;

public sealed class KeyCommandTests
{
    [Fact]
    public void A_new_key_comes_with_its_hash()
    {
        var (code, output, _) = Run("", "new-key");

        Assert.Equal(0, code);
        var words = output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ApiKeyText.HashOf(words[1]), words[3]);
    }

    [Fact]
    public void A_name_is_put_before_the_hash() =>
        Assert.Contains("hash: laptop=sha256:", Run("", "new-key", "laptop").Output, StringComparison.Ordinal);

    [Fact]
    public void A_key_from_standard_input_is_hashed_and_not_repeated()
    {
        var key = ApiKeyText.NewKey();
        var (code, output, errors) = Run(key + "\n", "hash-key");

        Assert.Equal(0, code);
        Assert.Equal($"hash: {ApiKeyText.HashOf(key)}", output.Trim());
        Assert.DoesNotContain(key, output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery staple")]
    public void What_a_person_made_up_is_no_key(string text)
    {
        var (code, output, errors) = Run(text, "hash-key");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Other_arguments_are_the_gateways() =>
        Assert.Null(KeyCommands.TryRun(["--urls", "http://localhost:1"], TextReader.Null, TextWriter.Null, TextWriter.Null));

    private static (int? Code, string Output, string Errors) Run(string input, params string[] args)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (KeyCommands.TryRun(args, reader, output, errors), output.ToString(), errors.ToString());
    }
}
