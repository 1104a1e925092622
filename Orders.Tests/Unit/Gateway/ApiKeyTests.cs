using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Orders.Gateway.Admitting;
using Orders.ServiceDefaults;

namespace Orders.Tests.Unit.Gateway;

public sealed class ApiKeyTests
{
    [Fact]
    public void A_key_has_256_random_bits_and_its_hash_is_plain_sha256()
    {
        var key = ApiKeyText.NewKey();

        Assert.Equal(32, Base64Url.DecodeFromChars(key.AsSpan("ok_".Length)).Length);
        Assert.NotEqual(key, ApiKeyText.NewKey());
        Assert.Equal("sha256:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key))), ApiKeyText.HashOf(key));
    }

    [Fact]
    public void A_key_is_found_among_several_and_others_are_not()
    {
        var (old, current) = (ApiKeyText.NewKey(), ApiKeyText.NewKey());
        var keys = Read($"old={ApiKeyText.HashOf(old)}, {ApiKeyText.HashOf(current)}");

        Assert.Equal("old", keys.Find(old)?.Name);
        Assert.Equal("key-2", keys.Find(current)?.Name);
        Assert.Null(keys.Find(ApiKeyText.NewKey()));
        Assert.Null(keys.Find(""));
        Assert.Null(keys.Find(current[..^1]));
        Assert.Null(keys.Find(current + " "));
        Assert.Null(keys.Find(ApiKeyText.HashOf(current)));
        Assert.Null(keys.Find(new string('x', 100_000)));
    }

    [Theory]
    [InlineData("{0},{1}")]
    [InlineData("{0};{1}")]
    [InlineData(" {0} , {1} ,")]
    public void Keys_are_separated_by_commas_or_semicolons(string format) =>
        Assert.Equal(2, Read(string.Format(null, format, Hash(), Hash())).All.Count());

    [Fact]
    public void Keys_can_be_a_list_with_indices()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Auth:ApiKeys:0", Hash()), new("Auth:ApiKeys:1", $"laptop={Hash()}")])
            .Build();

        Assert.Equal(["key-1", "laptop"], ApiKeySettings.Read(configuration).All.Select(key => key.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ")]
    public void Without_keys_there_are_none(string? setting) => Assert.False(Read(setting).Any);

    [Theory]
    [InlineData("hunter2-hunter2")]
    [InlineData("ok_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sha256:c2hvcnQtc2VjcmV0")]
    [InlineData("sha256:!!!secret!!!")]
    [InlineData("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("=sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("my laptop=sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void An_entry_that_is_no_hash_is_refused_without_being_shown(string entry)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read($"{Hash()},{entry}"));

        Assert.Contains("entry 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("new-key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(entry, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Two_keys_of_one_name_and_one_key_twice_are_refused()
    {
        var hash = Hash();
        Assert.Throws<ConfigurationException>(() => Read($"a={Hash()},a={Hash()}"));
        Assert.Throws<ConfigurationException>(() => Read($"a={hash},b={hash}"));
    }

    private static string Hash() => ApiKeyText.HashOf(ApiKeyText.NewKey());

    private static ApiKeys Read(string? setting) => ApiKeySettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("Auth:ApiKeys", setting)]).Build());
}
