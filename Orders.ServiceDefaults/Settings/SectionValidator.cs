using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Orders.ServiceDefaults;

/// <summary>Validates options by their attributes, and names each fault by its configuration key.</summary>
internal sealed class SectionValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(Describe));
    }

    private string Describe(ValidationResult fault) =>
        $"{string.Join(", ", fault.MemberNames.DefaultIfEmpty("").Select(member => member.Length > 0 ? $"{section}:{member}" : section))}: {fault.ErrorMessage}";
}
